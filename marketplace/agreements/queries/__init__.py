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
)
from marketplace.agreements.queries.cards import DeliveryCard, OrderCard, Page, PaymentCard
from marketplace.agreements.queries.desk import (
    Call,
    call_sheet,
    disputed_payments,
    late_payments,
    orders_overdue,
    orders_to_chase,
)
from marketplace.agreements.queries.supplier import (
    SupplierMoney,
    SupplierNews,
    money,
    order_for_supplier,
    orders_of_supplier,
    orders_to_do,
    payment_for_supplier,
    supplier_news,
)

__all__ = [
    "BuyerHome", "Call", "DeliveryCard", "OrderCard", "Page", "PaymentCard", "Sheet",
    "Statement", "StatementTotal", "SupplierMoney", "SupplierNews", "buyer_home", "call_sheet",
    "deliveries_of_buyer", "delivery_for_buyer", "disputed_payments", "late_payments", "money",
    "order_for_buyer", "order_for_supplier", "orders_of_buyer", "orders_of_supplier",
    "orders_overdue", "orders_to_chase", "orders_to_do", "payment_for_buyer",
    "payment_for_supplier", "payments_of_buyer", "receiving_sheet", "statement",
    "supplier_news",
]  # fmt: skip
