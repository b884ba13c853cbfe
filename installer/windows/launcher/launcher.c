/* commgov.exe: loads the Python that lies beside it and runs the program in this very process.

   Not python.exe: the process, its icon and its version are the program's own, a firewall or a task list shows its
   name, no console flashes up, and ending it ends everything. Python's search path comes from runtime\python313._pth
   alone, so no Python, variable or registry entry of the computer has a say. The same source makes
   commgov-console.exe, for scripts that wait for the end and read what is printed.

   commgov.exe is there at every moment of an update: the setup file changes it last and in one stroke. Where an
   update was broken off before that, by a power cut, it takes the parts that were exchanged back and starts the
   old version (see Exchange in setup.nsi). */

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

typedef int(__cdecl *python_main)(int, wchar_t **);

static const wchar_t *const ALWAYS[] = {L"-X", L"utf8", L"-B", L"-m", L"commgov_desktop"};
#define MARKER L"exchange.txt"
#define WINDOW_EXE L"commgov.exe"
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

#define LONGEST 32768

/* The folder this program lies in, without a stroke at its end; empty when Windows does not say. */
static const wchar_t *home(void)
{
    static wchar_t path[LONGEST];
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST - 600);
    wchar_t *name = length ? wcsrchr(path, L'\\') : NULL;
    *(name ? name : path) = L'\0';
    return path;
}

static wchar_t *join(wchar_t *into, const wchar_t *first, const wchar_t *second, const wchar_t *third)
{
    wcscpy(into, first);
    wcscat(into, second);
    return wcscat(into, third);
}

static BOOL is_there(const wchar_t *path) { return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES; }

/* A virus scanner may hold a folder for a moment. */
static BOOL move(const wchar_t *from, const wchar_t *to)
{
    for (int tries = 0; tries < 20; tries++, Sleep(250))
        if (MoveFileW(from, to))
            return TRUE;
    return FALSE;
}

/* The next part of the old version that lies aside; FALSE when all are back. */
static BOOL next_part(const wchar_t *folder, wchar_t *name)
{
    static wchar_t all[LONGEST];
    WIN32_FIND_DATAW found;
    HANDLE search = FindFirstFileW(join(all, folder, L".old\\*", L""), &found);
    BOOL more = search != INVALID_HANDLE_VALUE;
    while (more && (found.cFileName[0] == L'.' || wcscmp(found.cFileName, MARKER) == 0))
        more = FindNextFileW(search, &found);
    if (search != INVALID_HANDLE_VALUE)
        FindClose(search);
    if (more)
        wcscpy(name, found.cFileName);
    return more;
}

/* Whether an exchange was broken off: it had begun, and the new commgov.exe has not taken the old one's place. */
static BOOL is_broken_off(const wchar_t *folder)
{
    static wchar_t marker[LONGEST], newer[LONGEST];
    return is_there(join(marker, folder, L".old\\", MARKER)) && is_there(join(newer, folder, L".new\\", WINDOW_EXE));
}

static void take_back(const wchar_t *folder)
{
    static wchar_t here[LONGEST], old[LONGEST], newer[LONGEST];
    wchar_t name[MAX_PATH];
    while (next_part(folder, name)) {
        join(here, folder, L"\\", name);
        join(old, folder, L".old\\", name);
        join(newer, folder, L".new\\", name);
        if ((is_there(here) && !move(here, newer)) || !move(old, here))
            return;
    }
    DeleteFileW(join(old, folder, L".old\\", MARKER));
}

/* Held by the setup file while it exchanges, and here while it is taken back. */
#define EXCHANGE L"Local\\commgov-desktop-exchange"

static BOOL is_exchanging(void)
{
    HANDLE held = OpenMutexW(SYNCHRONIZE, FALSE, EXCHANGE);
    if (held != NULL)
        CloseHandle(held);
    return held != NULL;
}

static HMODULE load_python(void)
{
    static wchar_t path[LONGEST];
    return LoadLibraryExW(join(path, home(), L"\\runtime\\", PYTHON_DLL), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
}

static int run(int words, wchar_t **given)
{
    CreateMutexW(NULL, FALSE, L"Local\\commgov-desktop"); /* setup sees by it that the program runs */
    SetDllDirectoryW(L""); /* no library from the folder the program happens to be started in */
    if (words > 1)
        borrow_console();
    if (is_exchanging())
        /* 正在更新，请等一分钟再打开。 */
        return complain(words, L"\x6B63\x5728\x66F4\x65B0\xFF0C\x8BF7\x7B49\x4E00\x5206\x949F\x518D\x6253\x5F00\x3002");
    if (is_broken_off(home())) {
        HANDLE held = CreateMutexW(NULL, FALSE, EXCHANGE);
        take_back(home());
        CloseHandle(held);
    }
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
