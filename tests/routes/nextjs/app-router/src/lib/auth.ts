import { betterAuth } from "better-auth";
import { toNextJsHandler } from "better-auth/next-js";

export const auth = betterAuth({});
export const handlers = toNextJsHandler(auth);
