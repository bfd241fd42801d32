"""What people see: command line, tables, charts, brief."""
