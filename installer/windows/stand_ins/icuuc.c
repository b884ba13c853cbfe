/* For trials under wine only: Windows 10 brings the ICU that Qt asks for rare encodings, this wine does not.
   Opening an encoding fails, and Qt then says that it does not know it; the program uses none of these. */

#define EXPORT __declspec(dllexport)
#define U_UNSUPPORTED_ERROR 16

EXPORT void *ucnv_open(const char *name, int *error)
{
    (void)name;
    *error = U_UNSUPPORTED_ERROR;
    return 0;
}
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void ucnv_close(void) {}
EXPORT void ucnv_reset(void) {}
EXPORT int ucnv_getMaxCharSize(void) { return 0; }
EXPORT const char *ucnv_getName(void) { return 0; }
EXPORT void ucnv_getToUCallBack(void) {}
EXPORT void ucnv_getFromUCallBack(void) {}
EXPORT void ucnv_setToUCallBack(void) {}
EXPORT void ucnv_setFromUCallBack(void) {}
EXPORT void ucnv_cbToUWriteUChars(void) {}
EXPORT void ucnv_cbFromUWriteUChars(void) {}
EXPORT void ucnv_toUnicode(void) {}
EXPORT void ucnv_fromUnicode(void) {}
EXPORT int ucnv_toUCountPending(void) { return 0; }
EXPORT int ucnv_fromUCountPending(void) { return 0; }
EXPORT const char *ucnv_getStandardName(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(void) { return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
