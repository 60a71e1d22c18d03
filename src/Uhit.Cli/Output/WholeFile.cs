namespace Uhit.Cli.Output;

/// <summary>A file of personal data: written beside its place, moved there when it is whole, and readable by its owner only.</summary>
internal static class WholeFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Its place. Its folder is made; a file that is there is replaced.</param>
    /// <param name="write">Writes it, and says whether it is to take its place.</param>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> WriteAsync(string path, Func<Stream, Task<bool>> write)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            bool isWanted;
            var file = Create(part);
            await using (file.ConfigureAwait(false))
            {
                isWanted = await write(file).ConfigureAwait(false);
            }

            if (isWanted)
            {
                File.Move(part, target, overwrite: true);
            }

            return isWanted;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static FileStream Create(string part)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(part, options);
    }
}
