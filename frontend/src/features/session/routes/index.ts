export { ChooseCompanyPage } from "@/features/session/routes/choose-company";
export { LinkPage } from "@/features/session/routes/link";
export { SignInPage } from "@/features/session/routes/sign-in";
