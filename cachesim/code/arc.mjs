/**
 * Adaptive replacement cache (FAST 2003): what was used once and what was used again have parts of their own;
 * keys that left them say which part is too small.
 * @template K, V
 */
export class Cache {
  #capacity;
  /** @type {Map<K, V>} oldest first, as all of them */
  #once = new Map();
  /** @type {Map<K, V>} */
  #again = new Map();
  /** @type {Set<K>} */
  #onceGone = new Set();
  /** @type {Set<K>} */
  #againGone = new Set();
  #target = 0; // of #once.size

  /** @param {number} capacity */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#once.size + this.#again.size;
  }

  /** @param {K} key @returns {V | undefined} */
  get(key) {
    const part = this.#once.has(key) ? this.#once : this.#again;
    if (!part.has(key)) return undefined;
    const value = /** @type {V} */ (part.get(key));
    part.delete(key);
    this.#again.set(key, value);
    return value;
  }

  /** @param {K} key @param {V} value */
  set(key, value) {
    if (this.#once.delete(key) || this.#again.delete(key)) {
      this.#again.set(key, value);
    } else if (this.#onceGone.has(key)) {
      const step = Math.max(1, this.#againGone.size / this.#onceGone.size);
      this.#target = Math.min(this.#target + step, this.#capacity);
      this.#onceGone.delete(key);
      this.#makeRoom(false);
      this.#again.set(key, value);
    } else if (this.#againGone.has(key)) {
      const step = Math.max(1, this.#onceGone.size / this.#againGone.size);
      this.#target = Math.max(this.#target - step, 0);
      this.#againGone.delete(key);
      this.#makeRoom(true);
      this.#again.set(key, value);
    } else {
      this.#admit(key, value);
    }
  }

  /** @param {K} key */
  delete(key) {
    this.#once.delete(key);
    this.#again.delete(key);
    this.#onceGone.delete(key);
    this.#againGone.delete(key);
  }

  #admit(key, value) {
    const full = this.#once.size + this.#onceGone.size >= this.#capacity;
    if (full && this.#onceGone.size) takeOldest(this.#onceGone);
    const first = Math.min(this.#once.size + this.#onceGone.size + 1, this.#capacity);
    while (this.#againGone.size && first + this.#again.size + this.#againGone.size > 2 * this.#capacity)
      takeOldest(this.#againGone);
    if (this.#once.size >= this.#capacity) takeOldest(this.#once);
    else this.#makeRoom(false);
    this.#once.set(key, value);
  }

  #makeRoom(wasAgain) {
    if (this.size < this.#capacity) return;
    const once = this.#once.size;
    const fromOnce = once > this.#target || (wasAgain && once >= this.#target) || !this.#again.size;
    if (once && fromOnce) this.#onceGone.add(takeOldest(this.#once)[0]);
    else this.#againGone.add(takeOldest(this.#again)[0]);
  }
}
