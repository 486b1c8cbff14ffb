"""Payment platform 1.0.6 (order, page, callback, query, receipt, statement), and VNPay beside it."""
