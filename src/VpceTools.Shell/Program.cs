// PowerShell reports its start and every module that it imports to its maker unless this is set before its first use.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
return Microsoft.PowerShell.UnmanagedPSEntry.Start(args, args.Length);
