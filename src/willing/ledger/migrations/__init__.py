"""The ledger's history of tables: one small file per change, never edited afterwards."""
