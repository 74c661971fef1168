"""What a person can do with the program, free of any screen."""
