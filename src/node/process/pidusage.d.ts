/** What is used of the library, which brings no types. */
declare module 'pidusage' {
  namespace pidusage {
    interface Usage {
      /** User and system time, milliseconds. */
      readonly ctime: number;
      /** Resident, bytes. */
      readonly memory: number;
    }
  }
  function pidusage(pids: readonly number[]): Promise<Record<string, pidusage.Usage>>;
  export = pidusage;
}
