namespace Uhit.Contracts;

/// <summary>How a file is named to people.</summary>
internal static class FileNames
{
    /// <summary>The name without its folders; what is no path at all is shown as it is.</summary>
    public static string Short(string? file) => string.IsNullOrEmpty(file)
        ? "?"
        : Path.GetFileName(Uri.TryCreate(file, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : file);
}
