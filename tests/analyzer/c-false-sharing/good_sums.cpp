#include <cstddef>
#include <thread>
#include <vector>

double sum(const std::vector<double> &values, unsigned n)
{
	std::vector<double> sums(n);
	std::vector<std::thread> threads;
	double all = 0;

	for (unsigned t = 0; t < n; t++) {
		threads.emplace_back([&values, &sums, n, t] {
			double own = 0;

			for (std::size_t i = t; i < values.size(); i += n)
				own += values[i];
			sums[t] = own;
		});
	}
	for (std::thread &thread : threads)
		thread.join();
	for (double one : sums)
		all += one;
	return all;
}
