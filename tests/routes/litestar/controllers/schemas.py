from dataclasses import dataclass


@dataclass
class Login:
    username: str
    password: str


@dataclass
class NewJob:
    title: str
    salary: int = 0
