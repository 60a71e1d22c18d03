using Uhit.Client.Certificates;

namespace Uhit.Client.Registration;

/// <summary>Names a wrong certificate, trust or peer setting as it stands in the configuration of a named client.</summary>
internal static class CertificateSettings
{
    /// <summary>Makes what reads settings of a section.</summary>
    /// <exception cref="UhitConfigurationException">They can't be used.</exception>
    public static T Read<T>(string client, string section, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CertificateException exception)
        {
            // The folder knows its own settings only: "PfxFile", "Peers[CNP].RootFiles", or its section where nothing is set.
            var path = exception.Setting.StartsWith(section, StringComparison.Ordinal) ? string.Empty : section + ":";
            throw new UhitConfigurationException($"{UhitClientOptions.SectionName}:{client}:{path}{exception.Message}", exception);
        }
    }
}
