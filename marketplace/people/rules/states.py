"""The lives of suppliers, imported people and operators in the installation, as tables."""

from marketplace.kernel.states import Machine, rows
from marketplace.people.rules.lists import (
    ImportedState,
    ImportedVerb,
    OperatorState,
    OperatorVerb,
    SupplierState,
    SupplierVerb,
)

_S, _SV = SupplierState, SupplierVerb
SUPPLIER = Machine(
    "supplier",
    rows(
        (_S.UNCONFIRMED, _SV.CONFIRM, _S.ACTIVE),
        ((_S.ACTIVE, _S.UNCONFIRMED), _SV.DISABLE, _S.DISABLED),
        (_S.DISABLED, _SV.RESTORE, _S.ACTIVE),
    ),
)

_I, _IV = ImportedState, ImportedVerb
IMPORTED = Machine(
    "imported_supplier",
    rows((_I.WAITING, _IV.AGREE, _I.AGREED), (_I.WAITING, _IV.DECLINE, _I.DECLINED)),
)

_O, _OV = OperatorState, OperatorVerb
OPERATOR = Machine(
    "operator",
    rows(
        (_O.INVITED, _OV.CALL_BACK, _O.ACTIVE),
        ((_O.ACTIVE, _O.INVITED), _OV.SUSPEND, _O.SUSPENDED),
        # Back to the call-back it may never have passed: restoring trusts nobody by itself.
        (_O.SUSPENDED, _OV.RESTORE, _O.INVITED),
    ),
)
