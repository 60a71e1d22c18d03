using System.CommandLine;

namespace Uhit.Cli.Options;

/// <summary>Options that name a file which must be there.</summary>
internal static class ExistingFile
{
    public static Option<FileInfo> Option(string name, string description, bool required = true)
    {
        var option = new Option<FileInfo>(name) { Description = description, HelpName = "FILE", Required = required };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !File.Exists(token.Value)))
            {
                result.AddError($"{name}: there is no file '{token.Value}'.");
            }
        });
        return option;
    }
}
