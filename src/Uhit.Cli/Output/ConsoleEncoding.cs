using System.Text;

namespace Uhit.Cli.Output;

/// <summary>The encoding of the streams: UTF-8 without a mark, so that output can be piped, and pictures of the load can be drawn.</summary>
internal static class ConsoleEncoding
{
    public static void UseUtf8()
    {
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (IOException)
        {
            // No console: the streams keep the encoding that they have.
        }
    }
}
