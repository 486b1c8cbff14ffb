"""What is written to people: messages by SMS and e-mail, and the forms of the law."""
