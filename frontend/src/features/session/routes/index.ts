export { ChooseCompanyPage } from "@/features/session/routes/choose-company";
export { LinkPage } from "@/features/session/routes/link";
export { NoAccessPage } from "@/features/session/routes/no-access";
export { SignInPage } from "@/features/session/routes/sign-in";
