declare module "snowball-stemmer.jsx/dest/english-stemmer.common.js" {
  export class EnglishStemmer {
    stemWord(word: string): string;
  }
}
