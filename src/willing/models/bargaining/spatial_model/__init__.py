"""KTAB's Spatial Model of Politics: actors bargain over positions on several dimensions at once."""
