"""What is kept, and how it gets there: SQL and nothing that knows about scoring or HTTP."""
