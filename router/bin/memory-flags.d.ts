export declare const MEMORY_FLAGS: readonly string[];
