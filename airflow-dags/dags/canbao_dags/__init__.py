"""What the DAGs of Canbao are made of; the DAGs themselves stand beside this package."""
