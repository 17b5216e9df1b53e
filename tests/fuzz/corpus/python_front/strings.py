a = f'{b!r:>{c}}' f"{d["e"]}" 'x' "y\n\
z" r'\d' b"\x00"
t = t'{a}' rf'''{
  b  # c
}'''
u = """d
e""" '''f''' f"\N{DIGIT ONE}{{}}{x=}"
