"""`./gplx drill`: dossiers in flight while every outside system in turn fails, and every process is killed."""
