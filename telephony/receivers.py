"""What happens to companies, as their PBX sees it."""
