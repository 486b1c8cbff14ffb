"""The dossier (*hồ sơ*): one table of states and acts, one writer."""
