def f(a,
  x = (1
class C(D:
  def g(self) pass
    "unclosed
  y = [1, 2
def h():
  """
  Words that
  return 1
