"""Mediation of disputes: the case and its sides, its sessions, its agreement, its papers and its days."""
