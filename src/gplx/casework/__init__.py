"""The acts of the case, one file each: the name of the file is the verb of the law."""
