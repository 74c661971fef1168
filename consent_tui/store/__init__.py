"""The SQLite database of one person, and the file of decisions. The only room that imports sqlite3."""
