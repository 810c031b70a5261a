"""Reads of orders, deliveries and payments: frozen cards for homes, lists and the desk."""

from marketplace.agreements.queries.buyer import (
    BuyerHome,
    Sheet,
    Statement,
    StatementTotal,
    buyer_home,
    deliveries_of_buyer,
    delivery_for_buyer,
    order_for_buyer,
    orders_of_buyer,
    payment_for_buyer,
    payments_of_buyer,
    receiving_sheet,
    statement,
    week_of_payments,
)
from marketplace.agreements.queries.cards import DeliveryCard, OrderCard, Page, PaymentCard
from marketplace.agreements.queries.desk import (
    Call,
    WeekHere,
    call_sheet,
    deliveries_at_desk,
    disputed_payments,
    late_payments,
    orders_overdue,
    orders_to_chase,
    orders_unanswered,
    week_here,
)
from marketplace.agreements.queries.figures import TradeFigures, trade_figures
from marketplace.agreements.queries.supplier import (
    SupplierMoney,
    SupplierNews,
    delivery_for_supplier,
    money,
    order_for_supplier,
    orders_of_supplier,
    orders_to_do,
    payment_for_supplier,
    supplier_news,
)

__all__ = [
    "BuyerHome", "Call", "DeliveryCard", "OrderCard", "Page", "PaymentCard", "Sheet",
    "Statement", "StatementTotal", "SupplierMoney", "SupplierNews", "TradeFigures", "WeekHere",
    "buyer_home", "call_sheet", "deliveries_at_desk", "deliveries_of_buyer",
    "delivery_for_buyer", "delivery_for_supplier", "disputed_payments", "late_payments",
    "money", "order_for_buyer", "order_for_supplier", "orders_of_buyer", "orders_of_supplier",
    "orders_overdue", "orders_to_chase", "orders_to_do", "orders_unanswered", "payment_for_buyer",
    "payment_for_supplier", "payments_of_buyer", "receiving_sheet", "statement",
    "supplier_news", "trade_figures", "week_here", "week_of_payments",
]  # fmt: skip
