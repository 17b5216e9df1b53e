class Block:
    def to_python(self, value):
        return value

    def bulk_to_python(self, values):
        return [self.to_python(value) for value in values]
