import stores
from stores import Base, Shop, all_stores, get_store, opened


def by_result(keys):
    return [get_store().row(key) for key in keys]  # expect: loop-query-indirect


def by_chain(keys):
    return [get_store().clone().clone().row(key) for key in keys]  # expect: loop-query-indirect


def by_attribute(shop: Shop, keys):
    for key in keys:
        shop.store.row(key)  # expect: loop-query-indirect


def by_element(shop: Shop, keys):
    for store in shop.others:
        store.row(keys)  # expect: loop-query-indirect


def by_view(shop: Shop, keys):
    for name, store in shop.by_name.items():
        store.row(name)  # expect: loop-query-indirect


def by_list(keys):
    for store in all_stores():
        store.row(keys[store])  # expect: loop-query-indirect


def by_global(keys):
    for key in keys:
        stores.STORE.row(key)  # expect: loop-query-indirect


def by_context(keys):
    with opened() as store:
        for key in keys:
            store.row(key)  # expect: loop-query-indirect


class Own(Base):
    def inherited(self, keys):
        for key in keys:
            self.store.row(key)  # expect: loop-query-indirect

    def property(self, keys):
        for key in keys:
            self.first.row(key)  # expect: loop-query-indirect
