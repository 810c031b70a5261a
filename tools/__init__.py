"""Programs for those who work on Mkeka; nothing here is part of the product."""
