"""What people decide, and what a site learns from it. Pure: no database, no HTTP, no clock."""
