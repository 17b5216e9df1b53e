/**
 * Low inter-reference recency set (SIGMETRICS 2002): keeps what has a short time between its last two uses; the
 * others have 1 % of the cache.
 * @template K, V
 */
export class Cache {
  #capacity;
  #hotLimit;
  /** @type {Map<K, V>} */
  #entries = new Map();
  /** @type {Set<K>} */
  #hot = new Set();
  /** @type {Set<K>} by last use, from the oldest hot key on */
  #stack = new Set();
  /** @type {Set<K>} cached and not hot */
  #cold = new Set();
  /** @type {Set<K>} on the stack and not cached */
  #gone = new Set();

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
    this.#hotLimit = capacity - Math.max(1, Math.floor(capacity / 100));
  }

  get size() {
    return this.#entries.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    if (!this.#entries.has(key)) return undefined;
    this.#use(key);
    return this.#entries.get(key);
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    if (this.#entries.has(key)) {
      this.#entries.set(key, value);
      this.#use(key);
      return;
    }
    const again = this.#gone.delete(key);
    if (again) this.#stack.delete(key);
    if (this.#entries.size >= this.#capacity) this.#evict();
    this.#entries.set(key, value);
    if (again || this.#hot.size < this.#hotLimit) this.#makeHot(key);
    else this.#pushCold(key);
  }

  /** @param {K} key */
  delete(key) {
    this.#stack.delete(key);
    this.#gone.delete(key);
    this.#cold.delete(key);
    this.#hot.delete(key);
    this.#entries.delete(key);
    this.#prune();
  }

  #use(key) {
    const onStack = this.#stack.delete(key);
    if (this.#hot.has(key)) {
      this.#stack.add(key);
      this.#prune();
      return;
    }
    this.#cold.delete(key);
    if (onStack) this.#makeHot(key);
    else this.#pushCold(key);
  }

  #makeHot(key) {
    this.#hot.add(key);
    this.#stack.add(key);
    this.#prune();
    while (this.#hot.size > this.#hotLimit) {
      const bottom = this.#stack.values().next().value;
      this.#hot.delete(bottom);
      this.#cold.add(bottom);
      this.#prune();
    }
    this.#limitStack();
  }

  #pushCold(key) {
    this.#stack.add(key);
    this.#cold.add(key);
    this.#prune();
    this.#limitStack();
  }

  #prune() {
    for (const bottom of this.#stack) {
      if (this.#hot.has(bottom)) return;
      this.#stack.delete(bottom);
      this.#gone.delete(bottom);
    }
  }

  #limitStack() {
    while (this.#gone.size && this.#stack.size > 2 * this.#capacity) {
      const [key] = takeOldest(this.#gone);
      this.#stack.delete(key);
    }
  }

  #evict() {
    const cold = this.#cold.size > 0;
    const [key] = takeOldest(cold ? this.#cold : this.#stack);
    this.#entries.delete(key);
    if (cold) {
      if (this.#stack.has(key)) this.#gone.add(key);
      return;
    }
    this.#hot.delete(key);
    this.#prune();
  }
}
