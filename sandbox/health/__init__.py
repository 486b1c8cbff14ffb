"""Health database: results of driver health exams."""
