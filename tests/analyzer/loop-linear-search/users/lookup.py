def find_user(users, key):
    for user in users:
        if user.id == key:
            return user
    return None


def user_name(users, key):
    return find_user(users, key).name


def has_role(roles, role):
    return role in roles
