"""The report: measured figures as plain data, and that data as a page and as a card."""
