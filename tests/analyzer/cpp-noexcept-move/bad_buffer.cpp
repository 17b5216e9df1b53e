#include <cstddef>
#include <string>
#include <utility>

class Buffer {
public:
	Buffer(Buffer &&other)                  // expect: cpp-noexcept-move
		: data_(other.data_), size_(other.size_)
	{
		other.data_ = nullptr;
	}
	Buffer &operator=(Buffer &&other);
	~Buffer();

private:
	char *data_;
	std::size_t size_;
};

Buffer &Buffer::operator=(Buffer &&other)       // expect: cpp-noexcept-move
{
	std::swap(data_, other.data_);
	std::swap(size_, other.size_);
	return *this;
}
