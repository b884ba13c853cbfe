/* commgov.exe: loads the Python that lies beside it and runs the program in this very process.

   Not python.exe: the process, its icon and its version are the program's own, a firewall or a task list shows its
   name, no console flashes up, and ending it ends everything. Python's search path comes from runtime\python313._pth
   alone, so no Python, variable or registry entry of the computer has a say. The same source makes
   commgov-console.exe, for scripts that wait for the end and read what is printed. */

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef int(__cdecl *python_main)(int, wchar_t **);

static const wchar_t *const ALWAYS[] = {L"-X", L"utf8", L"-B", L"-m", L"commgov_desktop"};
#define ALWAYS_WORDS (int)(sizeof ALWAYS / sizeof *ALWAYS)

/* Only a start by double click has somebody to read a box; setup and scripts must never wait for one. */
static int complain(int words, const wchar_t *sentence)
{
    if (words == 1)
        MessageBoxW(NULL, sentence, L"\x793E\x533A\x6CBB\x7406\x5DE5\x4F5C\x53F0", MB_ICONERROR | MB_OK);
    return 3;
}

/* A window program started from a command prompt has no output of its own; it borrows that of the prompt. */
static void borrow_console(void)
{
    static const DWORD streams[] = {STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    HANDLE now = GetStdHandle(STD_OUTPUT_HANDLE);
    if (now != NULL && now != INVALID_HANDLE_VALUE)
        return;
    if (!AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    for (int i = 0; i < 2; i++) {
        HANDLE screen = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    NULL, OPEN_EXISTING, 0, NULL);
        if (screen != INVALID_HANDLE_VALUE)
            SetStdHandle(streams[i], screen);
    }
}

static HMODULE load_python(void)
{
    static wchar_t path[32768];
    DWORD length = GetModuleFileNameW(NULL, path, 32000);
    wchar_t *name = length ? wcsrchr(path, L'\\') : NULL;
    if (name == NULL)
        return NULL;
    wcscpy(name + 1, L"runtime\\" PYTHON_DLL);
    return LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

static int run(int words, wchar_t **given)
{
    CreateMutexW(NULL, FALSE, L"Local\\commgov-desktop"); /* setup sees by it that the program runs */
    SetDllDirectoryW(L""); /* no library from the folder the program happens to be started in */
    if (words > 1)
        borrow_console();
    HMODULE python = load_python();
    python_main start = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **all = calloc(words + ALWAYS_WORDS + 1, sizeof *all);
    if (start == NULL || all == NULL)
        /* 程序文件不完整。请重新运行安装程序，数据不受影响。 */
        return complain(words, L"\x7A0B\x5E8F\x6587\x4EF6\x4E0D\x5B8C\x6574\x3002\x8BF7\x91CD\x65B0\x8FD0\x884C"
                               L"\x5B89\x88C5\x7A0B\x5E8F\xFF0C\x6570\x636E\x4E0D\x53D7\x5F71\x54CD\x3002");
    all[0] = given[0];
    for (int i = 0; i < ALWAYS_WORDS; i++)
        all[1 + i] = (wchar_t *)ALWAYS[i];
    for (int i = 1; i < words; i++)
        all[ALWAYS_WORDS + i] = given[i];
    int code = start(words + ALWAYS_WORDS, all);
    if (code == 1)
        /* 程序没能启动。请重新运行安装程序，数据不受影响。 */
        complain(words, L"\x7A0B\x5E8F\x6CA1\x80FD\x542F\x52A8\x3002\x8BF7\x91CD\x65B0\x8FD0\x884C\x5B89\x88C5"
                        L"\x7A0B\x5E8F\xFF0C\x6570\x636E\x4E0D\x53D7\x5F71\x54CD\x3002");
    return code;
}

#ifdef CONSOLE
int wmain(int words, wchar_t **given) { return run(words, given); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show)
{
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
