#include <cstddef>
#include <vector>

struct Particle { double position[3], speed[3], history[32]; double mass; };

double weight(const std::vector<Particle> &particles, const std::vector<double> &masses)
{
	double sum = 0;

	for (std::size_t i = 0; i < masses.size(); i++)
		sum += masses[i];
	for (std::size_t i = 0; i < particles.size(); i++)
		sum += particles[i].mass * particles[i].speed[0];
	return sum;
}
