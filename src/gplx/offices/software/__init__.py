"""Departments' own software: where it is told of acts, in which mode the department works, what was found when it was tried."""
