"""`./gplx check`: every outside system is called once, and what is wrong is said in words."""
