/** A reader's progress, stored in IndexedDB by question id and never sent anywhere.
 *
 * Everything is read once and held in memory; changes are written through. If the browser cannot store it (private windows, full disks),
 * `kept` is false and progress lasts as long as the page. */

import { moveRecords, movesByTitle } from "./follow.ts";
import { GRADES, type CardRecord, type Mark, type Progress, type Review } from "./records.ts";

const STORES = { cards: "id", reviews: ["time", "id"], marks: "id" } as const;
type StoreName = keyof typeof STORES;

/** Name of the database of a base: the path of its site, since one origin can serve many bases. */
const databaseName = (root: string): string => `kb-study:${new URL(root).pathname}`;

/** True if something was stored before; kept outside the database, so that pages need not open it. */
export const hasProgress = (root: string): boolean => {
  try {
    return localStorage.getItem(databaseName(root)) !== null;
  } catch {
    return false;
  }
};

export class Store {
  readonly cards = new Map<string, CardRecord>();
  readonly marks = new Map<string, Mark>();
  reviews: Review[] = [];

  private constructor(
    private readonly root: string,
    private readonly database: IDBDatabase | undefined,
  ) {}

  static async open(root: string): Promise<Store> {
    const store = new Store(root, await openDatabase(databaseName(root)).catch(() => undefined));
    await store.#read().catch(() => undefined);
    return store;
  }

  get kept(): boolean {
    return this.database !== undefined;
  }

  get bookmarks(): ReadonlySet<string> {
    return new Set([...this.marks.values()].filter(({ bookmark }) => bookmark).map(({ id }) => id));
  }

  markOf(id: string): Mark {
    return this.marks.get(id) ?? { id, bookmark: false, note: "", changed: 0 };
  }

  async grade(card: CardRecord, review: Review): Promise<void> {
    this.cards.set(card.id, card);
    this.reviews.push(review);
    await this.#write(["cards", "reviews"], (stores) => {
      stores("cards").put(card);
      stores("reviews").put(review);
    });
    await navigator.storage?.persist?.().catch(() => false);
  }

  /** Takes a grade back; `before` is the card before it, undefined if it was new. */
  async undo(before: CardRecord | undefined, review: Review): Promise<void> {
    if (before) this.cards.set(review.id, before);
    else this.cards.delete(review.id);
    this.reviews = this.reviews.filter((one) => one !== review);
    await this.#write(["cards", "reviews"], (stores) => {
      if (before) stores("cards").put(before);
      else stores("cards").delete(review.id);
      stores("reviews").delete([review.time, review.id]);
    });
  }

  async mark(id: string, title: string, change: Partial<Pick<Mark, "bookmark" | "note">>): Promise<Mark> {
    const mark = { ...this.markOf(id), ...change, title, changed: Date.now() };
    this.marks.set(id, mark);
    await this.#write(["marks"], (stores) => stores("marks").put(mark));
    return mark;
  }

  export(title: string): Progress {
    return {
      format: "zhiku-study",
      version: 1,
      title,
      cards: [...this.cards.values()],
      reviews: this.reviews,
      marks: [...this.marks.values()],
    };
  }

  /** Merges exported progress: of two versions of a card or mark, the later one is kept. Importing twice changes nothing. */
  async import(progress: Progress): Promise<void> {
    const cards = progress.cards.filter((card) => card.lastReview > (this.cards.get(card.id)?.lastReview ?? 0));
    const marks = progress.marks.filter((mark) => mark.changed > (this.marks.get(mark.id)?.changed ?? 0));
    const known = new Set(this.reviews.map(keyOf));
    const reviews = progress.reviews.filter((review) => !known.has(keyOf(review)));
    for (const card of cards) this.cards.set(card.id, card);
    for (const mark of marks) this.marks.set(mark.id, mark);
    this.reviews.push(...reviews);
    await this.#write(["cards", "reviews", "marks"], (stores) => {
      for (const card of cards) stores("cards").put(card);
      for (const review of reviews) stores("reviews").put(review);
      for (const mark of marks) stores("marks").put(mark);
    });
  }

  /** Moves progress to the current ids of questions: by redirects, then by titles. */
  async follow(redirects: Readonly<Record<string, string>>, titles: ReadonlyMap<string, string>): Promise<void> {
    await this.#move(redirects);
    await this.#move(movesByTitle([...this.cards.values(), ...this.marks.values()], titles));
  }

  async #move(moves: Readonly<Record<string, string>>): Promise<void> {
    const gone = new Set(Object.keys(moves));
    const names = (["cards", "marks"] as const).filter((name) => [...this[name].keys()].some((id) => gone.has(id)));
    if (!names.length) return;
    const cards = moveRecords(this.cards.values(), moves, ({ lastReview }) => lastReview);
    const marks = moveRecords(this.marks.values(), moves, ({ changed }) => changed);
    replaceAll(this.cards, cards);
    replaceAll(this.marks, marks);
    await this.#write(["cards", "marks"], (stores) => {
      for (const name of ["cards", "marks"] as const) {
        stores(name).clear();
        for (const record of this[name].values()) stores(name).put(record);
      }
    });
  }

  async clear(): Promise<void> {
    this.cards.clear();
    this.marks.clear();
    this.reviews = [];
    await this.#write(["cards", "reviews", "marks"], (stores) => {
      for (const name of Object.keys(STORES) as StoreName[]) stores(name).clear();
    });
  }

  async #read(): Promise<void> {
    if (!this.database) return;
    const transaction = this.database.transaction(Object.keys(STORES));
    const all = <Row>(name: StoreName): Promise<Row[]> => resultOf<Row[]>(transaction.objectStore(name).getAll());
    const [cards, reviews, marks] = await Promise.all([all<CardRecord>("cards"), all<Review>("reviews"), all<Mark>("marks")]);
    for (const card of cards) this.cards.set(card.id, card);
    for (const mark of marks) this.marks.set(mark.id, mark);
    this.reviews = reviews;
  }

  async #write(names: readonly StoreName[], change: (store: (name: StoreName) => IDBObjectStore) => void): Promise<void> {
    if (!this.database) return;
    const transaction = this.database.transaction(names, "readwrite");
    change((name) => transaction.objectStore(name));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    try {
      localStorage.setItem(databaseName(this.root), "1");
    } catch {
      // Pages of questions then do not load bookmarks and notes by themselves.
    }
  }
}

/** Parses exported progress; undefined if the text is anything else. */
export function parseProgress(text: string): Progress | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const progress = (value ?? {}) as Progress;
  const rows = (name: StoreName): readonly unknown[] | undefined => (Array.isArray(progress[name]) ? progress[name] : undefined);
  const [cards, reviews, marks] = [rows("cards"), rows("reviews"), rows("marks")];
  const numbers = ["due", "stability", "difficulty", "scheduledDays", "learningSteps", "reps", "lapses", "state", "lastReview"] as const;
  const right =
    progress.format === "zhiku-study" &&
    cards &&
    reviews &&
    marks &&
    (cards as CardRecord[]).every(
      (card) => typeof card?.id === "string" && GRADES.includes(card.lastGrade) && numbers.every((name) => Number.isFinite(card[name])),
    ) &&
    (reviews as Review[]).every(
      (review) => typeof review?.id === "string" && Number.isFinite(review.time) && Number.isFinite(review.grade),
    ) &&
    (marks as Mark[]).every((mark) => typeof mark?.id === "string" && typeof mark.note === "string" && Number.isFinite(mark.changed));
  return right ? progress : undefined;
}

function replaceAll<Kept>(map: Map<string, Kept>, by: ReadonlyMap<string, Kept>): void {
  map.clear();
  for (const [id, record] of by) map.set(id, record);
}

const keyOf = ({ id, time }: Review): string => `${time} ${id}`;

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(STORES))
      request.result.createObjectStore(store, { keyPath: keyPath as string | string[] });
  };
  return resultOf(request);
}

const resultOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
