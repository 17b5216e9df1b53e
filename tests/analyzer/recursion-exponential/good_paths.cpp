#include <map>

class Steps {
public:
	long ways(int n)
	{
		auto found = known_.find(n);

		if (found != known_.end())
			return found->second;
		return known_[n] = n < 2 ? 1 : ways(n - 1) + ways(n - 2);
	}
private:
	std::map<int, long> known_;
};

template <int n> struct Fib { static const int value = Fib<n - 1>::value + Fib<n - 2>::value; };
template <> struct Fib<1> { static const int value = 1; };
template <> struct Fib<0> { static const int value = 0; };

int once(int n)
{
	return n < 2 ? n : once(n - 1) + n;
}
