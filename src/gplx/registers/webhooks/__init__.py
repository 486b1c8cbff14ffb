"""Webhooks: departments' own software is told of every act on the department's dossiers."""
