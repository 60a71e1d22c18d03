namespace Uhit.Client.Certificates;

/// <summary>The password of a key, and what may be wrong with it: never the password itself.</summary>
/// <param name="Value">The password; <see langword="null"/> where none is set.</param>
/// <param name="Source">Where it comes from, for messages.</param>
internal readonly record struct KeyPassword(string? Value, string Source)
{
    /// <summary>A sentence about what is odd about the password, with a space before it; empty where nothing is.</summary>
    public string Doubt => Value switch
    {
        [.., '\n' or '\r'] => $" {Source} ends in a line break, which is taken as a part of the password: set it without (printf, not "
            + "echo; $(cat file), not the file as it is).",
        [' ' or '\t', ..] or [.., ' ' or '\t'] => $" {Source} begins or ends with a blank, which is taken as a part of the password.",
        ['"', .., '"'] or ['\'', .., '\''] => $" {Source} is in quotation marks, which are taken as a part of the password.",
        _ => "",
    };

    /// <exception cref="CertificateException">The variable is not set.</exception>
    public static KeyPassword Of(ClientCertificateOptions options)
    {
        if (options.PasswordVariable is not { Length: > 0 } variable)
        {
            return new KeyPassword(options.Password, "The password");
        }

        var value = Environment.GetEnvironmentVariable(variable)
            ?? throw new CertificateException(nameof(options.PasswordVariable), $"the environment variable {variable} is not set.");
        return new KeyPassword(value, $"The environment variable {variable}");
    }

    /// <summary>Says no password.</summary>
    public override string ToString() => Source;
}
