"""`commentguard doctor`: is a deployed server answering as Akismet clients need it to?"""
