/* Stands in for python313.dll where the exchange of versions is tried: says which version each part of the program
   is of, in the order of the words of PARTS, and finds the new version good. */

#include <windows.h>
#include <stdio.h>
#include <wchar.h>

static const wchar_t *const PARTS[] = {L"runtime", L"packages", L"app", L"licences"};

__declspec(dllexport) int __cdecl Py_Main(int words, wchar_t **given)
{
    wchar_t path[1024], file[1200];
    char version[32];
    GetModuleFileNameW(NULL, path, 1000);
    *wcsrchr(path, L'\\') = 0;
    if (words > 0 && wcscmp(given[words - 1], L"versions") != 0)
        return 0;
    for (int i = 0; i < 4; i++) {
        swprintf(file, 1200, L"%ls\\%ls\\version.txt", path, PARTS[i]);
        FILE *opened = _wfopen(file, L"r");
        if (opened == NULL || fgets(version, sizeof version, opened) == NULL)
            strcpy(version, "missing");
        if (opened != NULL)
            fclose(opened);
        printf("%s ", version);
    }
    return 0;
}
