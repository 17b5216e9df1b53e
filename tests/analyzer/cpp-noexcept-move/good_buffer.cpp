#include <cstddef>
#include <memory>
#include <string>
#include <utility>

class Buffer {
public:
	Buffer(const Buffer &other) : text_(other.text_) {}
	Buffer(Buffer &&other) noexcept : text_(std::move(other.text_)) {}
	Buffer &operator=(Buffer &&other) noexcept;
	Buffer &operator=(const Buffer &other);

private:
	std::string text_;
};

Buffer &Buffer::operator=(Buffer &&other) noexcept
{
	text_ = std::move(other.text_);
	return *this;
}

/* The compiler works out what these are. */
class Plain {
public:
	Plain(Plain &&other) = default;
	Plain &operator=(Plain &&other) = default;

private:
	std::string text_;
};

class Fixed {
public:
	Fixed(Fixed &&) = delete;
};

template <class T> class Box {
public:
	Box(Box &&other) noexcept(noexcept(T(std::move(other.t_)))) : t_(std::move(other.t_)) {}

private:
	T t_;
};

/* It allocates, which may fail. */
class Folder {
public:
	Folder(Folder &&other) : path_(std::make_unique<std::string>()) { std::swap(path_, other.path_); }

private:
	std::unique_ptr<std::string> path_;
};
