/**
 * S3-FIFO (SOSP 2023): newcomers wait in a small queue; those that are used twice there, or are asked for again
 * soon after they left, come into the main queue, where each use spares them once.
 * @template K, V
 */
export class Cache {
  #capacity;
  #mainLimit;
  #goneLimit;
  /** @typedef {{value: V, uses: number}} Entry */
  /** @type {Map<K, Entry>} oldest first, as all of them */
  #small = new Map();
  /** @type {Map<K, Entry>} */
  #main = new Map();
  /** @type {Set<K>} keys that left the small queue */
  #gone = new Set();

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
    this.#mainLimit = capacity - Math.floor(capacity / 10);
    this.#goneLimit = Math.floor(capacity * 0.9);
  }

  get size() {
    return this.#small.size + this.#main.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    return this.#use(key)?.value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    const entry = this.#use(key);
    if (entry) {
      entry.value = value;
      return;
    }
    const target = this.#gone.delete(key) ? this.#main : this.#small;
    if (this.size >= this.#capacity) this.#evict();
    target.set(key, { value, uses: 0 });
  }

  /** @param {K} key */
  delete(key) {
    this.#small.delete(key);
    this.#main.delete(key);
    this.#gone.delete(key);
  }

  #use(key) {
    const entry = this.#small.get(key) ?? this.#main.get(key);
    if (entry && entry.uses < 3) entry.uses++;
    return entry;
  }

  #evict() {
    const over = this.#main.size > this.#mainLimit;
    while (this.#small.size && !over) {
      const [key, entry] = takeOldest(this.#small);
      if (entry.uses < 2) {
        this.#remember(key);
        return;
      }
      entry.uses = 0;
      this.#main.set(key, entry);
    }
    for (;;) {
      const [key, entry] = takeOldest(this.#main);
      if (!entry.uses) return;
      entry.uses--;
      this.#main.set(key, entry);
    }
  }

  #remember(key) {
    if (!this.#goneLimit) return;
    if (this.#gone.size >= this.#goneLimit) takeOldest(this.#gone);
    this.#gone.add(key);
  }
}
