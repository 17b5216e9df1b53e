/**
 * W-TinyLFU (ACM TOS 2017): newcomers wait in a small window; from there they come into the main part only if
 * they were used more often than what they replace.
 * @template K, V
 */
export class Cache {
  #capacity;
  #windowLimit;
  #protectedLimit;
  /** @type {Map<K, V>} oldest first, as all of them */
  #window = new Map();
  /** @type {Map<K, V>} */
  #probation = new Map();
  /** @type {Map<K, V>} */
  #protected = new Map();
  /** @type {Map<K, number>} of keys, cached or not; up to 15, halved now and then */
  #uses = new Map();
  #sinceHalving = 0;

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
    this.#windowLimit = Math.max(1, Math.floor(capacity / 100));
    const main = capacity - this.#windowLimit;
    this.#protectedLimit = main - Math.floor((main + 4) / 5);
  }

  get size() {
    return this.#window.size + this.#probation.size + this.#protected.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    const part = this.#partOf(key);
    if (!part) return undefined;
    const value = /** @type {V} */ (part.get(key));
    this.#touch(part, key, value);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    const part = this.#partOf(key);
    if (part) {
      this.#touch(part, key, value);
      return;
    }
    this.#count(key);
    if (this.size >= this.#capacity) this.#evict();
    this.#window.set(key, value);
    while (this.#window.size > this.#windowLimit) this.#probation.set(...takeOldest(this.#window));
  }

  /** @param {K} key */
  delete(key) {
    this.#partOf(key)?.delete(key);
  }

  #partOf(key) {
    return [this.#window, this.#probation, this.#protected].find((part) => part.has(key));
  }

  #touch(part, key, value) {
    this.#count(key);
    part.delete(key);
    if (part === this.#window) {
      part.set(key, value);
      return;
    }
    this.#protected.set(key, value);
    while (this.#protected.size > this.#protectedLimit) this.#probation.set(...takeOldest(this.#protected));
  }

  #count(key) {
    this.#uses.set(key, Math.min((this.#uses.get(key) ?? 0) + 1, 15));
    if (++this.#sinceHalving < 10 * this.#capacity) return;
    this.#sinceHalving = 0;
    for (const [used, n] of this.#uses) {
      if (n > 1) this.#uses.set(used, n >> 1);
      else this.#uses.delete(used);
    }
  }

  #evict() {
    const main = this.#probation.size ? this.#probation : this.#protected;
    if (!main.size) {
      takeOldest(this.#window);
      return;
    }
    const victim = main.keys().next().value;
    if (this.#window.size >= this.#windowLimit) {
      const [candidate, value] = takeOldest(this.#window);
      if ((this.#uses.get(candidate) ?? 0) <= (this.#uses.get(victim) ?? 0)) return;
      this.#probation.set(candidate, value);
    }
    main.delete(victim);
  }
}
